entity Task "Task":
  archetype: audit_trail
  id: uuid pk
  title: str(80) required
  fitness:
    repr_fields: [title]
  lifecycle:
    status_field: title
    transitions:
      - from: open
        to: done
  scope:
    list: owner = current_user
      for: clerk
  examples:
    - {title: "A"}
    - {title: "B"}
  block_of_another_day:
    id: uuid pk
    unique: title
