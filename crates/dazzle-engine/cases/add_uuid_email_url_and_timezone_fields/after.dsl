entity Contact "Contact":
  id: uuid pk
  name: str(80) required
  external_key: uuid
  email: email pii(category=contact, sensitivity=high)
  website: url
  timezone: timezone = "Europe/Vienna"
