#pragma once

#include <memory>
#include <string>
#include <utility>

#include "adapters/git_ledger/place.hpp"

namespace tariff::git_ledger {

/// Where a ledger is, and how one gets there; each call goes there anew.
class Access {
 public:
  Access(Address address, std::string cache_folder, GitAccess access)
      : address_(std::move(address)), cache_(std::move(cache_folder)), access_(std::move(access)) {}

  /// Works at the place while no other process works in the cache. A damaged cache is thrown away and fetched
  /// again, once. Fails: as `work` does; locked, local_io.
  template <class Work>
  auto at_place(const Work& work) const -> decltype(work(std::declval<Place&>())) {
    const auto hold = cache_.hold();
    if (!hold) return hold.error();
    auto result = work_once(work);
    if (result || result.error().kind != ErrorKind::local_io || address_.way == Way::local) return result;
    cache_.forget_objects();
    return work_once(work);
  }

  /// Fails: locked, local_io, refused: the cache's folder is not safe.
  Status tidy() const {
    const auto hold = cache_.hold();
    if (!hold) return hold.error();
    cache_.tidy();
    return done();
  }

  Result<std::unique_ptr<Place>> place() const {
    return address_.way == Way::local ? open_local_place(address_)
                                      : open_network_place(address_, access_, cache_);
  }
  const Cache& cache() const { return cache_; }
  /// For messages.
  std::string where() const { return std::string(ledger_reference) + " of " + address_.shown; }

 private:
  template <class Work>
  auto work_once(const Work& work) const -> decltype(work(std::declval<Place&>())) {
    const auto there = place();
    if (!there) return there.error();
    return work(**there);
  }

  Address address_;
  Cache cache_;
  GitAccess access_;
};

}  // namespace tariff::git_ledger
