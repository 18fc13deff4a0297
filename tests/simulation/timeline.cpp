#include "simulation/timeline.hpp"

#include <algorithm>
#include <cerrno>

namespace tariff::simulation {

void Timeline::Baton::take() {
  while (sem_wait(&semaphore_) != 0 && errno == EINTR) continue;
}

void Timeline::end() {
  is_ending_ = true;
  for (auto& actor : actors_) {
    actor->baton.give();
    actor->thread.join();
  }
  actors_.clear();
}

void Timeline::put(Instant when, Turn turn) {
  turns_.emplace(std::pair(std::max(when, now_), dice_.next()), std::move(turn));
}

void Timeline::at(Instant when, std::function<void()> happening) {
  put(when, {nullptr, std::move(happening)});
}

void Timeline::start_at(Instant when, std::function<void()> body) {
  actors_.push_back(std::make_unique<Actor>());
  Actor* const actor = actors_.back().get();
  actor->body = std::move(body);
  actor->thread = std::thread([this, actor] { play(*actor); });
  put(when, {actor, nullptr});
}

Timeline::Actor* Timeline::next_actor() {
  while (!turns_.empty() && turns_.begin()->first.first <= end_) {
    const auto first = turns_.begin();
    now_ = first->first.first;
    const Turn turn = std::move(first->second);
    turns_.erase(first);
    if (turn.actor != nullptr) return turn.actor;
    turn.happening();
  }
  return nullptr;
}

void Timeline::hand_to(Actor* actor) {
  running_ = actor;
  (actor == nullptr ? main_ : actor->baton).give();
}

void Timeline::play(Actor& actor) {
  actor.baton.take();
  if (is_ending_) return;
  try {
    actor.body();
  } catch (const Ended&) {
    return;
  }
  actor.is_finished = true;
  hand_to(next_actor());
}

void Timeline::pass(std::chrono::seconds time) {
  Actor* const self = running_;
  put(now_ + time, {self, nullptr});
  Actor* const next = next_actor();
  if (next == self) return;
  hand_to(next);
  self->baton.take();
  if (is_ending_) throw Ended{};
}

void Timeline::run_until(Instant end) {
  end_ = end;
  if (Actor* const first = next_actor(); first != nullptr) {
    hand_to(first);
    main_.take();
  }
  join_finished();
  now_ = end;
}

void Timeline::join_finished() {
  for (auto& actor : actors_)
    if (actor->is_finished) actor->thread.join();
  std::erase_if(actors_, [](const auto& actor) { return actor->is_finished; });
}

}  // namespace tariff::simulation
