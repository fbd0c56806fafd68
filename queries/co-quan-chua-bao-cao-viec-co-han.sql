-- title: Cơ quan nào chưa báo cáo hoàn thành việc có hạn?
-- group: Tiến độ
-- why: Một việc giao chung cho nhiều cơ quan là nhiều nghĩa vụ riêng: danh sách này nêu từng nơi chưa gửi, chưa báo xong, kể cả nơi còn trong hạn.
-- param: as_of | date | Tính đến ngày |
-- param: task | task | Nhiệm vụ |
-- param: agency | agency | Cơ quan |
-- order: 130
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:task, '') as task,
    nullif(:agency, '') as agency
)
select
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  g.short as "Được giao qua nhóm",
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.original_due as "Hạn ban đầu",
  cast(max(0, julianday(ask.as_of) - julianday(s.original_due)) as integer) as "Số ngày qua hạn",
  s.state_label as "Tình trạng",
  v.label as "Báo cáo gần nhất",
  e.recorded as "Ngày ghi nhận"
from ask
join states s
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
left join agencies g on g.id = s.collective
left join entries e on e.id = s.claim
left join claims c on c.entry = s.claim
left join vocabulary v on v.name = 'claim_state' and v.code = c.state
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.state in ('trong-han', 'sap-den-han', 'qua-han', 'chua-co-bao-cao')
  and (ask.task is null or s.task = ask.task)
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
order by s.original_due, t.position, a.position, s.obligation
