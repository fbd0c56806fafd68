-- title: Cam kết nào trong phần giải pháp không được giao cho ai thực hiện?
-- group: Văn bản giao việc có rõ không
-- why: Giải pháp đã nêu mà phần tổ chức thực hiện không giao cho cơ quan nào thì có nguy cơ bị bỏ trống.
-- order: 40
select
  c.id as "Mã cam kết",
  c.title as "Cam kết",
  g.id as "Mã nhóm giải pháp",
  g.title as "Nhóm giải pháp",
  o.label as "Vị trí trong văn bản",
  c.quote as "Nguyên văn"
from commitments_without_task w
join commitments c on c.id = w.id
join solution_groups g on g.id = c.solution_group
join outline o on o.locator = c.locator
order by c.position
