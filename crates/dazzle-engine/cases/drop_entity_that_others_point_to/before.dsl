entity Category "Category":
  id: uuid pk
  name: str(80) required
  parent: ref Category

entity Product "Product":
  id: uuid pk
  name: str(80) required
  category: ref Category
  index category, name

entity Banner "Banner":
  id: uuid pk
  category: belongs_to Category
