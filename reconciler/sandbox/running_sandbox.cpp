#include "sandbox/running_sandbox.hpp"

#include <iostream>
#include <utility>

#include "sandbox/certificate.hpp"
#include "sandbox/control.hpp"
#include "sandbox/disturbed.hpp"
#include "sandbox/http_server.hpp"
#include "sandbox/kept_file.hpp"
#include "sandbox/layers.hpp"
#include "sandbox/security_center_service.hpp"
#include "sandbox/tigerpaw_service.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

Status make_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed) return done();
  return Error{ErrorKind::local_io,
               "Cannot make the folder " + folder.string() + ": " + failed.message() + ".", ""};
}

Result<World> saved_or(World given, const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text)
    return text.error().kind == ErrorKind::not_found ? Result<World>(std::move(given)) : text.error();
  auto saved = read_world(*text, system_now());
  if (!saved)
    saved =
        Error{ErrorKind::refused, file.string() + ": " + saved.error().message, "Remove the state folder."};
  return saved;
}

Result<Certificate> certificate_for(const SandboxOptions& options) {
  if (options.certificate_days) return make_certificate(system_now(), *options.certificate_days);
  return options.state ? kept_certificate(*options.state, system_now()) : make_certificate(system_now());
}

}  // namespace

struct RunningSandbox::Parts {
  SharedWorld shared;
  SandboxAccess access;
  // Services before servers: the threads of a server must end before its service goes.
  std::unique_ptr<SecurityCenterService> security_center;
  std::unique_ptr<TigerpawService> tigerpaw;
  std::unique_ptr<HttpServer> security_center_server;
  std::unique_ptr<HttpServer> tigerpaw_server;

  Status use_state(const std::filesystem::path& folder);
  Status serve(const SandboxOptions& options);
};

Status RunningSandbox::Parts::use_state(const std::filesystem::path& folder) {
  if (const auto made = make_folder(folder); !made) return made;
  const auto file = folder / "world.json";
  auto world = saved_or(std::move(shared.world), file);
  if (!world) return world.error();
  shared.world = *std::move(world);
  shared.changed = [this, file] {
    if (const auto saved = write_file(file, write_world(shared.world), ReadableBy::owner); !saved)
      std::cerr << "tariff-sandbox: " << saved.error().message << '\n';
  };
  return write_file(file, write_world(shared.world), ReadableBy::owner);
}

Status RunningSandbox::Parts::serve(const SandboxOptions& options) {
  auto certificate = certificate_for(options);
  if (!certificate) return certificate.error();
  security_center = std::make_unique<SecurityCenterService>(shared.world, shared.lock, system_now);
  tigerpaw = std::make_unique<TigerpawService>(
      shared.world, shared.lock, [this] { shared.changed(); }, system_now);
  shared.faults.replace(options.faults);
  auto center = with_latency([this](const HttpRequest& request) { return security_center->handle(request); },
                             options.latency);
  auto hub =
      with_latency([this](const HttpRequest& request) { return tigerpaw->handle(request); }, options.latency);

  auto first = HttpServer::start(
      {options.security_center_port, *certificate},
      with_control(with_compression(with_faults(disturbed_security_center(std::move(center), shared),
                                                shared.faults, shared.late)),
                   shared, shared.security_center_requests, security_center_kind));
  if (!first) return first.error();
  security_center_server = *std::move(first);
  auto second = HttpServer::start(
      {options.tigerpaw_port, std::nullopt},
      with_control(with_faults(disturbed_tigerpaw(std::move(hub), shared), shared.faults, shared.late),
                   shared, shared.tigerpaw_requests, tigerpaw_kind));
  if (!second) return second.error();
  tigerpaw_server = *std::move(second);
  access = {"https://127.0.0.1:" + std::to_string(security_center_server->port()), certificate->pin,
            "http://127.0.0.1:" + std::to_string(tigerpaw_server->port())};
  return done();
}

RunningSandbox::RunningSandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

RunningSandbox::~RunningSandbox() { stop(); }

Result<std::unique_ptr<RunningSandbox>> RunningSandbox::start(World world, const SandboxOptions& options) {
  auto parts = std::make_unique<Parts>();
  parts->shared.world = std::move(world);
  if (options.state)
    if (const auto used = parts->use_state(*options.state); !used) return used.error();
  if (const auto served = parts->serve(options); !served) return served.error();
  return std::unique_ptr<RunningSandbox>(new RunningSandbox(std::move(parts)));
}

const SandboxAccess& RunningSandbox::access() const { return parts_->access; }

World RunningSandbox::world() const {
  const std::lock_guard guard(parts_->shared.lock);
  return parts_->shared.world;
}

void RunningSandbox::change(const std::function<void(World&)>& edit) {
  const std::lock_guard guard(parts_->shared.lock);
  edit(parts_->shared.world);
  parts_->shared.changed();
}

void RunningSandbox::stop() {
  parts_->security_center_server->stop();
  parts_->tigerpaw_server->stop();
  parts_->shared.late.stop();
}

}  // namespace tariff::sandbox
