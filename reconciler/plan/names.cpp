#include "plan/plan.hpp"

namespace tariff::plan {
namespace {

struct ActionName {
  std::string_view operator()(const LinkAccount&) const { return "link"; }
  std::string_view operator()(const CreateCharge&) const { return "create"; }
  std::string_view operator()(const UpdateCharge&) const { return "update"; }
  std::string_view operator()(const RetireCharge&) const { return "retire"; }
  std::string_view operator()(const ReplaceCharges&) const { return "replace"; }
  std::string_view operator()(const AdoptCharge&) const { return "adopt"; }
  std::string_view operator()(const ReleaseCharge&) const { return "release"; }
  std::string_view operator()(const ObserveCharge&) const { return "observe"; }
};

}  // namespace

std::string_view action_name(const Action& action) { return std::visit(ActionName{}, action); }

std::string_view move_kind_name(MoveKind kind) {
  switch (kind) {
    case MoveKind::create:
      return "create";
    case MoveKind::set:
      return "set";
    case MoveKind::retire:
      return "retire";
  }
  return "";
}

std::string_view hold_name(Hold hold) {
  switch (hold) {
    case Hold::none:
      return "";
    case Hold::human:
      return "human";
    case Hold::unknown:
      return "unknown";
    case Hold::suspect:
      return "suspect";
    case Hold::frozen:
      return "frozen";
    case Hold::scheduled:
      return "scheduled";
    case Hold::guarded:
      return "guarded";
    case Hold::stale:
      return "stale";
  }
  return "";
}

std::string_view guard_scope_name(GuardScope scope) {
  switch (scope) {
    case GuardScope::account:
      return "account";
    case GuardScope::source:
      return "source";
    case GuardScope::run:
      return "run";
  }
  return "";
}

std::string_view cause_name(Cause cause) {
  switch (cause) {
    case Cause::usage:
      return "usage";
    case Cause::config:
      return "config";
    case Cause::catalogue:
      return "catalogue";
    case Cause::adoption:
      return "adoption";
    case Cause::hand:
      return "hand";
  }
  return "";
}

std::string_view take_name(Take take) {
  switch (take) {
    case Take::ours:
      return "ours";
    case Take::theirs:
      return "theirs";
  }
  return "";
}

std::string_view field_name(Field field) {
  switch (field) {
    case Field::quantity:
      return "quantity";
    case Field::price:
      return "price";
    case Field::level:
      return "level";
  }
  return "";
}

}  // namespace tariff::plan
