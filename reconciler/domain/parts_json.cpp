#include "domain/parts_json.hpp"

namespace tariff {

Json parts_json(const std::vector<Part>& parts) {
  Json json = Json::array();
  for (const auto& part : parts)
    json.push(Json::object({{"tenant", Json::string(part.tenant.value())},
                            {"product", Json::string(part.product)},
                            {"category", Json::string(category_name(part.category))},
                            {"count", Json::number(part.count)}}));
  return json;
}

std::vector<Part> read_parts(FieldReader& fields, std::string_view name) {
  std::vector<Part> parts;
  for (const auto& view : fields.list(name)) {
    FieldReader inner(view);
    const TenantUid tenant(inner.text("tenant"));
    const auto category = category_named(inner.text("category"));
    if (!category) inner.fail({ErrorKind::refused, "Found a category that does not exist.", ""});
    parts.push_back(
        {tenant, inner.text("product"), category.value_or(Category::other), inner.whole("count")});
    fields.keep(inner);
  }
  return parts;
}

}  // namespace tariff
