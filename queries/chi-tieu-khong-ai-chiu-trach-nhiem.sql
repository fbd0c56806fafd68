-- title: Chỉ tiêu nào không có cơ quan chịu trách nhiệm?
-- group: Văn bản giao việc có rõ không
-- why: Chỉ tiêu không gắn với nhiệm vụ nào, hoặc chỉ gắn với nhiệm vụ không có cơ quan chủ trì, thì không đạt cũng không ai phải trả lời.
-- order: 30
select
  g.id as "Mã chỉ tiêu",
  g.title as "Chỉ tiêu",
  g.value as "Phải đạt",
  g.unit as "Đơn vị tính",
  g.due as "Ngày phải đạt",
  case
    when g.id in (select id from targets_without_task) then 'Không nhiệm vụ nào trong văn bản phục vụ chỉ tiêu này.'
    else 'Có nhiệm vụ phục vụ nhưng không nhiệm vụ nào có cơ quan chủ trì.'
  end as "Vì sao",
  o.label as "Vị trí trong văn bản",
  g.quote as "Nguyên văn"
from targets g
join outline o on o.locator = g.locator
where not exists (
  select 1
  from task_targets s
  join task_roles r on r.task = s.task and r.role = 'lead'
  where s.target = g.id
)
order by g.position
