-- title: Mặt trận và cơ quan giám sát được đề nghị làm gì, chỗ nào sẽ tự giám sát mình?
-- group: Giám sát
-- why: Cơ quan vừa thực hiện vừa giám sát cùng một việc thì kết luận không còn khách quan; biết trước để phân công người khác giám sát.
-- param: agency | agency | Cơ quan |
-- order: 330
with ask as (
  select
    nullif(:agency, '') as agency
),
duties as (
  select
    d.agency,
    d.task,
    max(d.role in ('lead', 'coordinate', 'advise')) as acts,
    max(d.role = 'supervise') as watches,
    max(d.collective) as collective
  from agency_duties d
  group by d.agency, d.task
)
select
  a.id as "Mã cơ quan",
  a.short as "Cơ quan",
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  v.label as "Vai trò",
  k.label as "Căn cứ vai trò",
  b.label as "Giao việc hay đề nghị",
  g.short as "Được gọi qua nhóm",
  case
    when m.acts and m.watches then 'Có: cùng lúc thực hiện và giám sát nhiệm vụ này'
    when m.acts and a.supervises then 'Có thể: có chức năng giám sát và tham gia thực hiện nhiệm vụ này'
    else 'Không'
  end as "Tự giám sát mình",
  t.quote as "Nguyên văn"
from ask
join agencies a on a.supervises = 1 or a.kind = 'front'
join duties m on m.agency = a.id
join agency_duties d on d.agency = a.id and d.task = m.task
join tasks t on t.id = m.task
join vocabulary v on v.name = 'role' and v.code = d.role
join vocabulary k on k.name = 'basis' and k.code = d.basis
join vocabulary b on b.name = 'binding' and b.code = t.binding
left join agencies g on g.id = d.collective
where ask.agency is null or a.id = ask.agency
order by a.position, t.position, v.position, g.position
