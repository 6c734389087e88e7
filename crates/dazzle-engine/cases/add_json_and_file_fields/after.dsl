entity Upload "Upload":
  id: uuid pk
  name: str(80) required
  labels: json = "[]"
  meta: json
  scan: file(200MB, ui: drag_drop) storage=local|archive
  preview: file
