entity Assignment "Assignment":
  id: uuid pk
  desk: str(20) required
  starts_on: date required
  ends_on: date
  is: bool
  null: int
  and: int
  temporal:
    start_field: starts_on
    end_field: ends_on
    key_field: desk
  invariant: starts_on < ends_on and desk != ""
    code: RANGE
