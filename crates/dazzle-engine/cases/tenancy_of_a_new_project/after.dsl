module shop.core
app shop "Shop":
  multi_tenant: true

tenancy:
  mode: shared_schema
  partition_key: tenant_id
  entities_excluded: [Country]

entity Company "Company":
  archetype: tenant
  id: uuid pk
  name: str(80) required

entity Country "Country":
  id: str(2) pk

entity User "User":
  archetype: user
  id: uuid pk
  email: email required unique

entity Membership "Membership":
  archetype: user_membership
  id: uuid pk

entity Customer "Customer":
  id: uuid pk
  email: email required unique
  country: ref Country
  orders: has_many Order cascade

entity Order "Order":
  id: uuid pk
  customer: ref Customer required
  number: int required
  parent: ref Order
  index customer, number
  unique tenant_id, number

entity Plan "Plan":
  domain: platform
  id: uuid pk
