#pragma once

#include <set>

#include "apply/run.hpp"
#include "apply/steps.hpp"

namespace tariff::apply {

/// Applies one action by its steps; knows the order within a row and nothing of other rows.
class RowWork {
 public:
  RowWork(Steps& steps, AccountNumber account) : steps_(steps), account_(account) {}

  Step operator()(const plan::LinkAccount& link) { return steps_.link(account_, link); }
  Step operator()(const plan::CreateCharge& create);
  Step operator()(const plan::UpdateCharge& update);
  Step operator()(const plan::RetireCharge& retire);
  Step operator()(const plan::ReplaceCharges& replace);
  Step operator()(const plan::AdoptCharge& adopt);
  Step operator()(const plan::ReleaseCharge& release) { return steps_.release(release); }
  Step operator()(const plan::ObserveCharge&) {
    return {StepEnd::failed, "An observed line is never written.", {}};
  }

 private:
  Step create_missing(plan::Move& move);
  Step finish(const plan::Move& move);

  Steps& steps_;
  AccountNumber account_;
};

}  // namespace tariff::apply
