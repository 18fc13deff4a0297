#include "plan/new_licence.hpp"
#include "text/json_schema.hpp"

namespace tariff::plan {

Json new_licence_json(const NewLicence& licence) {
  return Json::object({{"licence", Json::string(licence.licence_name)},
                       {"product", Json::string(licence.product)},
                       {"billed", Json::boolean(licence.billed)},
                       {"devices", Json::number(licence.devices)},
                       {"customers", Json::number(licence.customers)}});
}

Json new_licence_schema() {
  using namespace json_schema;
  return closed({{"licence", text()},
                 {"product", text()},
                 {"billed", truth()},
                 {"devices", whole()},
                 {"customers", whole()}});
}

NewLicence read_new_licence(FieldReader& r) {
  return {r.text("licence"), r.text("product"), r.truth("billed"), r.whole("devices"), r.whole("customers")};
}

}  // namespace tariff::plan
