#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <semaphore.h>

#include "base/instant.hpp"
#include "simulation/dice.hpp"

namespace tariff::simulation {

/// Thrown out of pass() where the timeline ends before its time has come; nobody but the timeline catches it.
struct Ended {};

/// Virtual time, and everything that happens on it: happenings, and actors, whose code is ordinary code that
/// waits in pass().
///
/// One thread of all runs at any moment: whoever waits hands the baton to who is next in time; of several at
/// the same second the dice choose. So one seed is one order of everything.
class Timeline {
 public:
  Timeline(Instant start, Dice& dice) : dice_(dice), now_(start) {}
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;
  ~Timeline() { end(); }

  Instant now() const { return now_; }
  void at(Instant when, std::function<void()> happening);
  /// Starts an actor at that time. Requires: nothing but Ended leaves `body`.
  void start_at(Instant when, std::function<void()> body);
  /// Lets time go by. Requires: called by an actor.
  void pass(std::chrono::seconds time);
  /// Everything up to that time, then it is that time. Requires: not called by an actor.
  void run_until(Instant end);
  /// Actors that still wait are unwound with Ended; nothing happens any more.
  void end();

 private:
  class Baton {
   public:
    Baton() { sem_init(&semaphore_, 0, 0); }
    ~Baton() { sem_destroy(&semaphore_); }
    Baton(const Baton&) = delete;
    Baton& operator=(const Baton&) = delete;
    void give() { sem_post(&semaphore_); }
    void take();

   private:
    sem_t semaphore_{};
  };
  struct Actor {
    std::function<void()> body;
    Baton baton;
    std::thread thread;
    bool is_finished = false;
  };
  /// Whose turn it is at some time: an actor's, or a happening's.
  struct Turn {
    Actor* actor = nullptr;
    std::function<void()> happening;
  };

  void put(Instant when, Turn turn);
  /// Does the happenings up to the next actor's turn; nullptr where the end comes first.
  Actor* next_actor();
  void hand_to(Actor* actor);
  void play(Actor& actor);
  void join_finished();

  Dice& dice_;
  Instant now_;
  Instant end_{};
  std::multimap<std::pair<Instant, std::uint64_t>, Turn> turns_;
  std::vector<std::unique_ptr<Actor>> actors_;
  Actor* running_ = nullptr;
  Baton main_;
  bool is_ending_ = false;
};

}  // namespace tariff::simulation
