entity Assignment "Assignment":
  id: uuid pk
  desk: str(20) required
  starts_on: date required
  ends_on: date
  temporal:
    start_field: starts_on
    end_field: ends_on
    key_field: desk
