-- title: Nhiệm vụ nào giao cho nhiều cơ quan mà không rõ ai chủ trì?
-- group: Văn bản giao việc có rõ không
-- why: Mỗi việc chỉ nên do một cơ quan chủ trì và chịu trách nhiệm; giao chung cho nhiều cơ quan dễ dẫn đến chờ nhau.
-- param: agency | agency | Cơ quan |
-- order: 50
with ask as (
  select
    nullif(:agency, '') as agency
)
select
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  count(r.agency) filter (where r.role = 'lead') as "Số cơ quan cùng đứng tên",
  n.lead as "Cơ quan cùng đứng tên",
  n.coordinate as "Cơ quan phối hợp",
  o.label as "Vị trí trong văn bản",
  t.quote as "Nguyên văn"
from ask
join tasks t
join outline o on o.locator = t.locator
left join task_roles r on r.task = t.id and r.role in ('lead', 'coordinate')
left join task_agencies n on n.task = t.id
where (
    ask.agency is null
    or exists (select 1 from agency_duties d where d.task = t.id and d.agency = ask.agency)
  )
group by t.id
having count(r.agency) filter (where r.role = 'lead') <> 1
order by t.position
