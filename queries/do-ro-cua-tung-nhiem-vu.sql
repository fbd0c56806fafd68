-- title: Mỗi nhiệm vụ rõ đến đâu (6 rõ)?
-- group: Văn bản giao việc có rõ không
-- why: Rõ người, rõ việc, rõ thời gian, rõ thẩm quyền, rõ kết quả, rõ minh chứng: tính từ lời văn của kế hoạch, để biết chỗ nào cần đề nghị làm rõ.
-- param: agency | agency | Cơ quan chủ trì |
-- param: topic | topic | Chủ đề |
-- order: 70
with ask as (
  select
    nullif(:agency, '') as agency,
    nullif(:topic, '') as topic
)
select
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  n.lead as "Cơ quan chủ trì",
  c.score as "Số điều rõ",
  iif(c.who, 'rõ', 'chưa rõ') as "Người",
  iif(c.what, 'rõ', 'chưa rõ') as "Việc",
  iif(c."when", 'rõ', 'chưa rõ') as "Thời gian",
  iif(c.authority, 'rõ', 'chưa rõ') as "Thẩm quyền",
  iif(c.result, 'rõ', 'chưa rõ') as "Kết quả",
  iif(c.evidence, 'rõ', 'chưa rõ') as "Minh chứng"
from ask
join tasks t
join task_clarity c on c.task = t.id
left join task_agencies n on n.task = t.id
where (
    ask.agency is null
    or exists (select 1 from agency_duties d where d.task = t.id and d.role = 'lead' and d.agency = ask.agency)
  )
  and (ask.topic is null or exists (select 1 from task_topics p where p.task = t.id and p.topic = ask.topic))
order by c.score, t.position
