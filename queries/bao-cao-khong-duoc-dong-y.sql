-- title: Báo cáo nào bị cơ quan giám sát không đồng ý?
-- group: Giám sát
-- why: Lời cơ quan, kết luận giám sát và ý kiến trả lời của cơ quan đặt cạnh nhau, ngang nhau.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- order: 310
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency
),
answered as (
  select r.answers, group_concat(r.text, ' ') as text, max(r.recorded) as recorded
  from (
    select p.answers, e.text, e.recorded
    from ask
    join replies p
    join entries e on e.id = p.entry and e.recorded <= ask.as_of
    order by e.position
  ) r
  group by r.answers
)
select
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  s.state_label as "Tình trạng theo báo cáo",
  c.text as "Cơ quan báo cáo",
  b.short as "Cơ quan giám sát",
  coalesce(v.effective, v.recorded) as "Ngày kết luận",
  v.text as "Kết luận giám sát",
  coalesce(r.text, 'Chưa có ý kiến trả lời') as "Ý kiến của cơ quan",
  r.recorded as "Ngày ghi nhận ý kiến"
from ask
join states s
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
join entries v on v.id = s.verification
join agencies b on b.id = v.voice
left join entries c on c.id = s.claim
left join answered r on r.answers = v.id
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.finding = 'disputed'
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
order by t.position, a.position, s.obligation
