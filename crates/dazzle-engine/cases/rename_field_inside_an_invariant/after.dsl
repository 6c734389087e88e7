entity Case "Case":
  id: uuid pk
  starts: date
  until: date was: ends
  status: enum[open, done] = open was: state
  invariant: until > starts
    code: RANGE
  invariant: status != done or until != null
