#include "sandbox/fault_content.hpp"

#include <array>
#include <functional>
#include <sstream>
#include <utility>

#include <pugixml.hpp>

#include "adapters/business_hub/codec.hpp"
#include "adapters/tigerpaw/soap_codec.hpp"
#include "sandbox/tigerpaw_call.hpp"
#include "text/json.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::array totals{"TotalCount", "lKeyCount", "PxgRetVal", business_hub::total_member};

/// Calls `change` for every value, the outer one first.
void for_each_value(Json& json, const std::function<void(Json&)>& change) {
  change(json);
  for (auto& [name, value] : json.members()) for_each_value(value, change);
  for (auto& item : json.items()) for_each_value(item, change);
}

/// Calls `change` for every element that holds a text and no other element.
void for_each_leaf(pugi::xml_node node, const std::function<void(pugi::xml_node)>& change) {
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    if (child.first_child() && child.first_child() == child.last_child() &&
        child.first_child().type() == pugi::node_pcdata)
      change(child);
    for_each_leaf(child, change);
  }
}

HttpReply with_json(HttpReply reply, const std::function<void(Json&)>& change) {
  auto json = read_json(reply.body);
  if (!json) return reply;
  change(*json);
  reply.body = json->text();
  return reply;
}

HttpReply with_xml(HttpReply reply, const std::function<void(pugi::xml_node)>& change) {
  pugi::xml_document document;
  if (!document.load_string(reply.body.c_str())) return reply;
  change(document);
  std::ostringstream out;
  document.save(out, "", pugi::format_raw);
  reply.body = out.str();
  return reply;
}

bool is_xml(const HttpReply& reply) { return reply.body.starts_with('<'); }

std::string_view local_name(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void remove_elements(pugi::xml_node node, std::string_view name) {
  for (auto child = node.first_child(); child;) {
    const auto next = child.next_sibling();
    if (local_name(child.name()) == name) {
      node.remove_child(child);
    } else {
      remove_elements(child, name);
    }
    child = next;
  }
}

void change_totals(Json& json, const std::function<std::int64_t(std::int64_t)>& other) {
  for (const auto* name : totals) {
    Json* found = json.find(name);
    const auto number = found != nullptr && found->is_number() ? whole_number(found->raw()) : std::nullopt;
    if (number) *found = Json::number(other(*number));
  }
}

}  // namespace

HttpReply with_wrong_types(HttpReply reply) {
  if (is_xml(reply))
    return with_xml(std::move(reply), [](pugi::xml_node root) {
      for_each_leaf(root, [](pugi::xml_node leaf) {
        if (whole_number(leaf.text().get())) leaf.text().set("many");
      });
    });
  return with_json(std::move(reply), [](Json& json) {
    for_each_value(json, [](Json& value) {
      if (value.is_number()) value = Json::string("many");
    });
  });
}

HttpReply with_nulls(HttpReply reply) {
  if (is_xml(reply))
    return with_xml(std::move(reply), [](pugi::xml_node root) {
      for_each_leaf(root, [](pugi::xml_node leaf) { leaf.remove_children(); });
    });
  return with_json(std::move(reply), [](Json& json) {
    for_each_value(json, [](Json& value) {
      if (!value.is_object() && !value.is_array()) value = Json();
    });
  });
}

HttpReply without_field(HttpReply reply, std::string_view name) {
  if (is_xml(reply))
    return with_xml(std::move(reply), [name](pugi::xml_node root) { remove_elements(root, name); });
  return with_json(std::move(reply), [name](Json& json) {
    for_each_value(json, [name](Json& value) {
      std::erase_if(value.members(), [name](const auto& member) { return member.first == name; });
    });
  });
}

HttpReply with_decimal_places(HttpReply reply, std::int64_t places) {
  return with_json(std::move(reply), [places](Json& json) {
    for_each_value(json, [places](Json& value) {
      if (value.is_number() && value.raw().find('.') != std::string::npos)
        value = Json::number_text(tigerpaw::decimal_text(value.raw(), places));
    });
  });
}

HttpReply with_other_totals(HttpReply reply) {
  return with_json(std::move(reply),
                   [](Json& json) { change_totals(json, [](std::int64_t total) { return total + 1; }); });
}

HttpReply with_empty_lists(HttpReply reply) {
  return with_json(std::move(reply), [](Json& json) {
    for_each_value(json, [](Json& value) { value.items().clear(); });
    change_totals(json, [](std::int64_t) { return 0; });
    if (Json* next = json.find("NextRow")) *next = Json::number(0);
  });
}

HttpReply about_another_customer(HttpReply reply, const WriterProfile& profile) {
  if (is_xml(reply)) {
    auto echo = soap::read_reply(reply.body, profile);
    if (!echo) return reply;
    ++echo->agreement;
    reply.body = soap::write_reply(*echo, profile);
    return reply;
  }
  return with_json(std::move(reply), [](Json& json) {
    for_each_value(json, [](Json& value) {
      if (Json* id = value.find("ExternalId")) *id = Json::string("another-customer");
    });
  });
}

HttpReply cut_in_half(HttpReply reply) {
  reply.body.resize(reply.body.size() / 2);
  return reply;
}

}  // namespace tariff::sandbox
