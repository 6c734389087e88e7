entity Assignment "Assignment":
  id: uuid pk
  seat: str(40) required was: desk
  starts_on: date required
  until: date was: ends_on
  temporal:
    start_field: starts_on
    end_field: until
    key_field: seat
