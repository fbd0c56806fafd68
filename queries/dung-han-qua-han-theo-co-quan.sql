-- title: Mỗi cơ quan có bao nhiêu việc đúng hạn, bao nhiêu việc quá hạn?
-- group: Tiến độ
-- why: Đếm theo từng cơ quan, kèm số việc không thể kết luận vì văn bản không nêu hạn hoặc chưa có thông tin. Xếp theo thứ tự trong văn bản, không xếp hạng.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- order: 150
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency
)
select
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  count(*) as "Tổng số việc",
  count(*) filter (where s.state = 'hoan-thanh-dung-han') as "Hoàn thành đúng hạn",
  count(*) filter (where s.state = 'hoan-thanh-qua-han') as "Hoàn thành quá hạn",
  count(*) filter (where s.state = 'hoan-thanh') as "Hoàn thành, không xác định thời hạn",
  count(*) filter (where s.state in ('trong-han', 'sap-den-han')) as "Chưa hoàn thành, trong hạn",
  count(*) filter (where s.state = 'qua-han') as "Chưa hoàn thành, quá hạn",
  count(*) filter (where s.state = 'chua-co-bao-cao') as "Đến hạn, chưa có báo cáo",
  count(*) filter (where s.state = 'khong-xac-dinh') as "Không xác định thời hạn",
  count(*) filter (where s.state = 'khong-ap-dung') as "Không còn áp dụng"
from ask
join states s
join agencies a on a.id = s.agency
where s.first <= ask.as_of
  and ask.as_of < s.until
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
group by s.agency
order by a.position
