entity Case "Case":
  id: uuid pk
  due: date
  owner: ref Case
  name: str(20)
  invariant: due > 14 days
  invariant: owner.due < due
  invariant: length(name) > 3
  invariant: name == unknown_word
