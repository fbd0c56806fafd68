-- title: Việc nào đến hạn trong những ngày tới?
-- group: Tiến độ
-- why: Biết trước 7, 15 hay 30 ngày thì còn kịp làm, kịp nhắc. Việc đã gia hạn tính theo hạn mới, hạn ban đầu ghi bên cạnh.
-- param: as_of | date | Tính đến ngày |
-- param: days | days | Trong bao nhiêu ngày tới | 30
-- param: agency | agency | Cơ quan |
-- order: 140
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    cast(coalesce(nullif(:days, ''), '30') as integer) as days,
    nullif(:agency, '') as agency
)
select
  s.due as "Hạn",
  cast(julianday(s.due) - julianday(ask.as_of) as integer) as "Còn số ngày",
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  iif(s.extended, s.original_due, null) as "Hạn ban đầu",
  t.deliverable as "Sản phẩm phải có",
  n.receive as "Nơi nhận"
from ask
join states s
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
left join task_agencies n on n.task = s.task
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.extended_state in ('trong-han', 'sap-den-han')
  and julianday(s.due) - julianday(ask.as_of) <= ask.days
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
order by s.due, t.position, a.position, s.obligation
