entity Ticket "Ticket":
  id: uuid pk
  status: enum[all, none, null, true, select, today, submitted, from] = true
  scope_of: enum[ref, entity, unique, index] = unique
