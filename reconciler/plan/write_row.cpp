#include "plan/write_row.hpp"

#include "domain/parts_json.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json{} : Json::string(text); }

Json money_json(Money money) { return Json::string(money.text()); }

Json value_json(const LineValue& value) {
  return Json::object({{"quantity", Json::number(value.quantity)},
                       {"price", money_json(value.price)},
                       {"level", Json::number(value.level.value())},
                       {"amount", money_json(value.amount())}});
}

Json detail_json(const std::optional<DetailId>& detail) {
  return detail ? Json::number(detail->value()) : Json{};
}

/// What the members of a charge row say, whatever its action.
struct ChargeMembers {
  const ChargeKey& key;
  std::optional<DetailId> detail;
  std::string description;
  Json before;
  Json after;
  std::int64_t quantity_delta = 0;
  Money unit_price;
  const std::vector<Part>* parts = nullptr;
};

Json money_members(const ChargeMembers& m, const Row& row) {
  return Json::object({{"quantity_delta", Json::number(m.quantity_delta)},
                       {"unit_price", money_json(m.unit_price)},
                       {"amount_delta", money_json(row.amount_delta)},
                       {"period", text_or_null(row.period)}});
}

Json move_json(const Move& move) {
  return Json::object({{"kind", Json::string(move_kind_name(move.kind))},
                       {"agreement", Json::number(move.key.agreement.value())},
                       {"item", Json::string(move.key.item.value())},
                       {"detail", detail_json(move.detail)},
                       {"description", text_or_null(move.description)},
                       {"before", value_json(move.from)},
                       {"after", value_json(move.to)},
                       {"period", text_or_null(move.period)},
                       {"parts", parts_json(move.parts)}});
}

Json fields_json(const std::vector<FieldCause>& causes) {
  Json fields = Json::array();
  for (const auto& field : causes)
    fields.push(Json::object({{"field", Json::string(field_name(field.field))},
                              {"cause", Json::string(cause_name(field.cause))}}));
  return fields;
}

/// Fills the members that depend on the action.
class Writer {
 public:
  Writer(Json& json, const Row& row) : json_(json), row_(row) {}

  void operator()(const LinkAccount& link) {
    no_charge();
    json_.set("link", Json::object({{"product", Json::number(link.product.value())},
                                    {"product_name", Json::string(link.product_name)},
                                    {"external_id", Json::string(link.external_id)}}));
  }
  void operator()(const CreateCharge& create) {
    charge({create.key,
            create.proven,
            create.description,
            {},
            value_json(create.to),
            create.to.quantity,
            create.to.price,
            &create.parts});
  }
  void operator()(const UpdateCharge& update) {
    charge({update.key, update.detail, "", value_json(update.from), value_json(update.to),
            update.to.quantity - update.from.quantity, update.to.price, &update.parts});
    json_.set("fields", fields_json(update.causes));
  }
  void operator()(const RetireCharge& retire) {
    const LineValue to{0, retire.from.price, retire.from.level};
    charge({retire.key, retire.detail, "", value_json(retire.from),
            retire.line == LineEnd::removed ? Json{} : value_json(to), -retire.from.quantity,
            retire.from.price, nullptr});
  }
  void operator()(const AdoptCharge& adopt) {
    const std::int64_t delta = adopt.sets() ? adopt.wanted.quantity - adopt.found.quantity : 0;
    charge({adopt.key, adopt.detail, "", value_json(adopt.found), value_json(adopt.wanted), delta,
            adopt.wanted.price, &adopt.parts});
    if (adopt.take) json_.set("take", Json::string(take_name(*adopt.take)));
  }
  void operator()(const ObserveCharge& observe) {
    charge({observe.key,
            {},
            "",
            value_json(observe.from),
            value_json(observe.to),
            observe.to.quantity - observe.from.quantity,
            observe.to.price,
            nullptr});
  }
  void operator()(const ReleaseCharge& release) {
    charge({release.key, release.detail, "", {}, {}, 0, {}, nullptr});
    json_.set("money", Json{});
  }
  void operator()(const ReplaceCharges& replace) {
    no_charge();
    Json moves = Json::array();
    std::int64_t delta = 0;
    for (const auto& move : replace.moves) {
      moves.push(move_json(move));
      delta += move.to.quantity - move.from.quantity;
    }
    json_.set("moves", std::move(moves)).set("fields", fields_json(replace.waiting));
    json_.set("money", Json::object({{"quantity_delta", Json::number(delta)},
                                     {"unit_price", Json{}},
                                     {"amount_delta", money_json(row_.amount_delta)},
                                     {"period", text_or_null(row_.period)}}));
  }

 private:
  void no_charge() {
    for (const auto* name : {"agreement", "item", "detail", "description", "before", "after", "money"})
      json_.set(name, Json{});
    json_.set("parts", Json::array())
        .set("fields", Json::array())
        .set("moves", Json::array())
        .set("link", Json{})
        .set("take", Json{});
  }
  void charge(ChargeMembers members) {
    no_charge();
    json_.set("agreement", Json::number(members.key.agreement.value()))
        .set("item", Json::string(members.key.item.value()))
        .set("detail", detail_json(members.detail))
        .set("description", text_or_null(members.description))
        .set("money", money_members(members, row_))
        .set("before", std::move(members.before))
        .set("after", std::move(members.after));
    if (members.parts != nullptr) json_.set("parts", parts_json(*members.parts));
  }
  Json& json_;
  const Row& row_;
};

/// What must still be so when the row is applied: each step is its own precondition.
Json precondition_of(const Json& row) {
  return Json::object({{"detail", *row.find("detail")}, {"live", *row.find("before")}});
}

}  // namespace

Json row_json(const Row& row, const std::string& commit) {
  Json json = Json::object({{"address", Json::string(row.address)},
                            {"action", Json::string(action_name(row.action))},
                            {"cause", Json::string(cause_name(row.cause))},
                            {"reason", Json::string(row.reason)},
                            {"hold", text_or_null(std::string(hold_name(row.hold)))},
                            {"hold_reason", text_or_null(row.hold_reason)},
                            {"tenant", Json::string(row.tenant)},
                            {"account", Json::number(row.account.value())},
                            {"account_name", Json::string(row.account_name)}});
  std::visit(Writer(json, row), row.action);
  json.set("precondition", precondition_of(json));
  json.set("origin", Json::object({{"file", Json::string(row.origin.file)},
                                   {"line", Json::number(row.origin.line)},
                                   {"column", Json::number(row.origin.column)},
                                   {"commit", text_or_null(row.commit ? row.commit->id : commit)},
                                   {"author", row.commit ? Json::string(row.commit->author) : Json{}},
                                   {"at", row.commit ? Json::string(write_instant(row.commit->at)) : Json{}},
                                   {"ticket", text_or_null(row.commit ? row.commit->ticket : "")}}));
  return json;
}

Json problem_json(const Diagnostic& problem) {
  constexpr std::string_view scopes[] = {"file", "source", "mapping", "product"};
  return Json::object({{"rule", Json::string(problem.rule)},
                       {"severity", Json::string(problem.severity == Severity::error ? "error" : "warning")},
                       {"scope", Json::string(scopes[static_cast<std::size_t>(problem.scope)])},
                       {"mapping", problem.mapping < 0 ? Json{} : Json::number(problem.mapping)},
                       {"message", Json::string(problem.message)},
                       {"hint", Json::string(problem.hint)},
                       {"file", Json::string(problem.place.file)},
                       {"line", Json::number(problem.place.line)},
                       {"column", Json::number(problem.place.column)},
                       {"source_line", Json::string(problem.place.source_line)}});
}

}  // namespace tariff::plan
