-- title: Nhiệm vụ nào không nêu sản phẩm, kết quả phải có?
-- group: Văn bản giao việc có rõ không
-- why: Không nêu sản phẩm thì không có căn cứ để công nhận là đã hoàn thành.
-- param: agency | agency | Cơ quan chủ trì |
-- param: topic | topic | Chủ đề |
-- order: 20
with ask as (
  select
    nullif(:agency, '') as agency,
    nullif(:topic, '') as topic
)
select
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  n.lead as "Cơ quan chủ trì",
  c.ground as "Minh chứng văn bản đòi hỏi",
  o.label as "Vị trí trong văn bản",
  t.quote as "Nguyên văn"
from ask
join tasks t
join clarity c on c.task = t.id and c.dimension = 'evidence'
join outline o on o.locator = t.locator
left join task_agencies n on n.task = t.id
where t.deliverable is null
  and (
    ask.agency is null
    or exists (select 1 from agency_duties d where d.task = t.id and d.role = 'lead' and d.agency = ask.agency)
  )
  and (ask.topic is null or exists (select 1 from task_topics p where p.task = t.id and p.topic = ask.topic))
order by t.position
