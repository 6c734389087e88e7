entity Case "Case":
  id: uuid pk
  starts: date
  ends: date
  state: enum[open, done] = open
  invariant: ends > starts
    code: RANGE
  invariant: state != done or ends != null
