-- title: Chỉ tiêu đặt ra và kết quả đo được cách nhau bao nhiêu?
-- group: Tiến độ
-- why: Kết quả cuối cùng đối với người dân. Mỗi chỉ tiêu nêu số đo gần nhất đã công bố, của toàn bộ nơi áp dụng và của từng địa bàn nếu có; chưa có số đo thì nói là chưa có.
-- param: as_of | date | Tính đến ngày |
-- order: 170
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of
),
latest as (
  select m.*, row_number() over (partition by m.target, m.area order by m."on" desc, e.position desc) as place
  from ask
  join target_results m on m.recorded <= ask.as_of
  join entries e on e.id = m.entry
)
select
  g.id as "Mã chỉ tiêu",
  g.title as "Chỉ tiêu",
  a.short as "Địa bàn",
  iif(m.area is null, g.baseline, null) as "Ban đầu",
  d.label as "Chiều phấn đấu",
  iif(m.area is null, g.value, null) as "Phải đạt",
  m.value as "Đạt được",
  g.unit as "Đơn vị tính",
  iif(m.area is null, round(m.value - g.value, max(g.decimals, m.decimals)), null) as "Chênh lệch",
  case
    when m.value is null then 'Chưa có số đo'
    when m.area is not null then 'Kế hoạch không đặt mức riêng cho từng địa bàn'
    when g.direction = 'decrease' and m.value <= g.value then 'Đạt'
    when g.direction <> 'decrease' and m.value >= g.value then 'Đạt'
    when ask.as_of <= g.due then 'Chưa đạt, trong hạn'
    else 'Chưa đạt'
  end as "So sánh",
  m."on" as "Thời điểm đo",
  g.due as "Ngày phải đạt",
  m.source as "Nguồn số liệu"
from ask
join targets g
join vocabulary d on d.name = 'direction' and d.code = g.direction
left join latest m on m.target = g.id and m.place = 1
left join agencies a on a.id = m.area
order by g.position, m.area is not null, a.position
