"""Letters from her own Word templates: 《字段》 in a .docx gives way to the words of a record."""
