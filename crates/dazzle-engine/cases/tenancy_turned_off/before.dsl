tenancy:
  mode: shared_schema

entity Company "Company":
  archetype: tenant
  id: uuid pk

entity Customer "Customer":
  id: uuid pk
  email: email required unique

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
