entity Product "Product":
  id: uuid pk
  name: str(80) required

entity Banner "Banner":
  id: uuid pk
