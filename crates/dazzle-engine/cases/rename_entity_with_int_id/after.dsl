entity Album "Album":
  was: Record
  id: int pk
  name: str(20) required

entity Track "Track":
  id: int pk
  record: ref Album required
