-- title: Nhiệm vụ nào không có thời hạn?
-- group: Văn bản giao việc có rõ không
-- why: Không có ngày hạn thì không ai có thể kết luận là chậm, và cũng không ai bị nhắc. Đây là nhận xét về văn bản, không phải lỗi của cơ quan.
-- param: agency | agency | Cơ quan chủ trì |
-- param: topic | topic | Chủ đề |
-- order: 10
with ask as (
  select
    nullif(:agency, '') as agency,
    nullif(:topic, '') as topic
)
select
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  n.lead as "Cơ quan chủ trì",
  k.label as "Loại nhiệm vụ",
  c.ground as "Vì sao chưa rõ",
  o.label as "Vị trí trong văn bản",
  t.quote as "Nguyên văn"
from ask
join tasks t
join clarity c on c.task = t.id and c.dimension = 'when' and c.clear = 0
join vocabulary k on k.name = 'task_kind' and k.code = t.kind
join outline o on o.locator = t.locator
left join task_agencies n on n.task = t.id
where (
    ask.agency is null
    or exists (select 1 from agency_duties d where d.task = t.id and d.role = 'lead' and d.agency = ask.agency)
  )
  and (ask.topic is null or exists (select 1 from task_topics p where p.task = t.id and p.topic = ask.topic))
order by t.position
