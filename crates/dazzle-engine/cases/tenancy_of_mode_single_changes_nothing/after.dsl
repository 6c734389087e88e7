tenancy:
  mode: single
  partition_key: company

entity Company "Company":
  archetype: tenant
  id: uuid pk

entity Order "Order":
  id: uuid pk
