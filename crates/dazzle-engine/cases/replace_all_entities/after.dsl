entity Fresh "Fresh":
  id: int pk
  when_made: datetime = now

entity Fresher "Fresher":
  id: str(10) pk
  fresh: ref Fresh required
