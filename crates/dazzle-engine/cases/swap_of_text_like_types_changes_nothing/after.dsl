entity Link "Link":
  id: uuid pk
  a: url
  b: text
  c: file(10MB)
  d: timezone
  e: slug
  f: email
