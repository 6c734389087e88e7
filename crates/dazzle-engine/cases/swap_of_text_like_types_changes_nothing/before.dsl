entity Link "Link":
  id: uuid pk
  a: text
  b: email
  c: url
  d: slug
  e: file
  f: timezone
