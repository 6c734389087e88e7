entity Account "Account":
  id: uuid pk
  name: str(80) required

entity Everything "Everything":
  id: uuid pk
  s: str(20) required
  t: text
  i: int
  d: decimal(12,4)
  f: float
  b: bool = false
  date: date
  instant: datetime
  u: uuid
  email: email
  slug: slug
  url: url
  timezone: timezone = "UTC"
  file: file
  json: json
  enum: enum[one, two, three] = two
  money: money(CHF) required
  text: text required
  account: ref Account required
  owner: belongs_to Account
  target: poly_ref [Account, Everything] required
