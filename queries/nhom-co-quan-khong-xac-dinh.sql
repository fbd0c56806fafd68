-- title: Nhiệm vụ nào giao cho nhóm cơ quan mà kế hoạch không nói gồm những ai?
-- group: Văn bản giao việc có rõ không
-- why: Gọi chung «các ban, ngành liên quan» mà không liệt kê thì không thể hỏi từng cơ quan về phần việc của mình.
-- order: 60
select
  a.id as "Mã cơ quan",
  a.name as "Nhóm cơ quan",
  v.label as "Vai trò",
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  o.label as "Vị trí trong văn bản",
  t.quote as "Nguyên văn"
from agencies a
join task_roles r on r.agency = a.id
join tasks t on t.id = r.task
join vocabulary v on v.name = 'role' and v.code = r.role
join outline o on o.locator = t.locator
where a.defined = 0
order by a.position, t.position, v.position
