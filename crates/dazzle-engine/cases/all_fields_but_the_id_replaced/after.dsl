entity Thing "Thing":
  id: uuid pk
  label: text = "unnamed"
  state: enum[new, used] = new
  seen_at: datetime
  price: money
