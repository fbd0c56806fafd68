-- title: Việc nào giao cho cơ quan nay không còn, cơ quan nào kế thừa?
-- group: Cơ quan và nguồn lực
-- why: Việc vẫn thuộc về cơ quan được giao khi đó; cơ quan kế thừa ghi bên cạnh, kèm căn cứ, để biết phải hỏi ai. Cơ quan chưa có nguồn về ngày kết thúc không có ở đây; xem ghi chú ở trang của cơ quan đó.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- order: 430
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency
)
select
  a.id as "Mã cơ quan",
  a.name as "Cơ quan được giao",
  a.last as "Ngày cuối còn tồn tại",
  v.label as "Vai trò",
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  s.id as "Mã cơ quan kế thừa",
  coalesce(s.name, 'Chưa xác định') as "Cơ quan kế thừa",
  a.successor_basis as "Căn cứ"
from ask
join agencies a on a.last < ask.as_of
join agency_duties d on d.agency = a.id
join tasks t on t.id = d.task
join vocabulary v on v.name = 'role' and v.code = d.role
left join agency_successors h on h.agency = a.id
left join agencies s on s.id = h.successor
where ask.agency is null or ask.agency in (a.id, s.id)
order by a.position, t.position, v.position, d.collective, s.position
