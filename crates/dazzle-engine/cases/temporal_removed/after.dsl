entity Assignment "Assignment":
  id: uuid pk
  desk: str(20) required
  starts_on: date required
  ends_on: date
