-- title: Ghi nhận nào được đưa vào kho dữ liệu sau ngày ghi trên đó?
-- group: Thay đổi theo thời gian
-- why: Ghi lùi ngày làm thay đổi câu trả lời về một ngày đã qua, nên phải nêu công khai.
-- param: as_of | date | Tính đến ngày |
-- order: 530
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of
)
select
  r.id as "Mã ghi nhận",
  coalesce(r.title, r.id) as "Tài liệu",
  a.short as "Ai cung cấp",
  r.recorded as "Ngày ghi nhận",
  r.published as "Ngày vào kho dữ liệu",
  cast(julianday(r.published) - julianday(r.recorded) as integer) as "Lùi số ngày",
  (select count(*) from entries e where e.record = r.id) as "Số nội dung"
from ask
join records r on r.recorded <= ask.as_of and r.published > r.recorded
join agencies a on a.id = r.provided_by
order by r.published, r.position
