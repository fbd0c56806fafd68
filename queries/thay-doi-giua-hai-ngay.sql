-- title: Giữa hai ngày, những gì đã thay đổi?
-- group: Thay đổi theo thời gian
-- why: Chuẩn bị cho kỳ họp: việc nào đã xong, việc nào vừa quá hạn, kết luận giám sát nào mới, so với lần trước. Để trống ngày đầu: 30 ngày trước ngày sau.
-- param: since | date | Từ ngày |
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- order: 520
with ask as (
  select
    date(nullif(:since, '')) as since,
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency
),
bounds as (
  select
    coalesce(ask.since, date(ask.as_of, '-30 days')) as earlier,
    ask.as_of as later,
    ask.agency
  from ask
)
select
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  coalesce(p.state_label, 'Chưa theo dõi') as "Tình trạng trước",
  s.state_label as "Tình trạng sau",
  p.due as "Hạn trước",
  s.due as "Hạn sau",
  p.evidence as "Số minh chứng trước",
  s.evidence as "Số minh chứng sau",
  x.label as "Kết luận giám sát trước",
  y.label as "Kết luận giám sát sau"
from bounds
join states s on s.first <= bounds.later and bounds.later < s.until
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
left join states p on p.obligation = s.obligation and p.first <= bounds.earlier and bounds.earlier < p.until
left join vocabulary x on x.name = 'finding' and x.code = p.finding
left join vocabulary y on y.name = 'finding' and y.code = s.finding
where (bounds.agency is null or bounds.agency in (s.agency, s.collective))
  and (
    p.state is not s.state
    or p.due is not s.due
    or p.evidence is not s.evidence
    or p.finding is not s.finding
  )
order by t.position, a.position, s.obligation
