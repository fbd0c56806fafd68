-- title: Việc nào đã quá hạn, chậm bao nhiêu ngày?
-- group: Tiến độ
-- why: Đã qua ngày hạn và chính cơ quan báo là chưa xong, hoặc đã phải xin gia hạn: trọng tâm của một đoàn giám sát. Số ngày chậm tính theo hạn ban đầu; hạn đã gia hạn ghi bên cạnh.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- param: task | task | Nhiệm vụ |
-- order: 110
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency,
    nullif(:task, '') as task
)
select
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  s.original_due as "Hạn ban đầu",
  iif(s.extended, s.due, null) as "Hạn đã gia hạn",
  cast(julianday(ask.as_of) - julianday(s.original_due) as integer) as "Số ngày chậm",
  c.obstacles as "Khó khăn cơ quan nêu",
  e.text as "Báo cáo gần nhất",
  e.recorded as "Ngày ghi nhận"
from ask
join states s
left join claims c on c.entry = s.claim
left join entries e on e.id = s.claim
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.state = 'qua-han'
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
  and (ask.task is null or s.task = ask.task)
order by "Số ngày chậm" desc, s.obligation
