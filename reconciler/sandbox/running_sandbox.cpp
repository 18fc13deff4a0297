#include "sandbox/running_sandbox.hpp"

#include <iostream>
#include <utility>

#include "sandbox/business_hub_service.hpp"
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
  std::unique_ptr<BusinessHubService> business_hub;
  std::unique_ptr<HttpServer> security_center_server;
  std::unique_ptr<HttpServer> tigerpaw_server;
  std::unique_ptr<HttpServer> business_hub_server;  ///< null where the world has none

  Status use_state(const std::filesystem::path& folder);
  Status serve(const SandboxOptions& options);
  Status serve_security_center(const SandboxOptions& options, const Certificate& certificate);
  Status serve_tigerpaw(const SandboxOptions& options);
  Status serve_business_hub(const SandboxOptions& options, const Certificate& certificate);
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

Status RunningSandbox::Parts::serve_security_center(const SandboxOptions& options,
                                                    const Certificate& certificate) {
  security_center = std::make_unique<SecurityCenterService>(shared.world, shared.lock, system_now);
  auto service = with_latency([this](const HttpRequest& request) { return security_center->handle(request); },
                              options.latency);
  auto server = HttpServer::start(
      {options.security_center_port, certificate},
      with_control(with_compression(with_faults(disturbed_security_center(std::move(service), shared),
                                                shared.faults, shared.late)),
                   shared, shared.security_center_requests, security_center_kind));
  if (!server) return server.error();
  security_center_server = *std::move(server);
  access.security_center_url = "https://127.0.0.1:" + std::to_string(security_center_server->port());
  access.security_center_pin = certificate.pin;
  return done();
}

Status RunningSandbox::Parts::serve_tigerpaw(const SandboxOptions& options) {
  tigerpaw = std::make_unique<TigerpawService>(
      shared.world, shared.lock, [this] { shared.changed(); }, system_now, shared.profile);
  auto service =
      with_latency([this](const HttpRequest& request) { return tigerpaw->handle(request); }, options.latency);
  auto server = HttpServer::start(
      {options.tigerpaw_port, std::nullopt},
      with_control(with_faults(disturbed_tigerpaw(std::move(service), shared), shared.faults, shared.late),
                   shared, shared.tigerpaw_requests,
                   [this](const HttpRequest& request) { return tigerpaw_kind(request, shared.profile); }));
  if (!server) return server.error();
  tigerpaw_server = *std::move(server);
  access.tigerpaw_url = "http://127.0.0.1:" + std::to_string(tigerpaw_server->port());
  return done();
}

Status RunningSandbox::Parts::serve_business_hub(const SandboxOptions& options,
                                                 const Certificate& certificate) {
  business_hub = std::make_unique<BusinessHubService>(shared.world, shared.lock, system_now);
  auto service = with_latency([this](const HttpRequest& request) { return business_hub->handle(request); },
                              options.latency);
  auto disturbed = disturbed_business_hub(
      std::move(service), [this] { business_hub->forget_tokens(); }, shared);
  auto server = HttpServer::start({options.business_hub_port, certificate},
                                  with_control(with_faults(std::move(disturbed), shared.faults, shared.late),
                                               shared, shared.business_hub_requests, business_hub_kind));
  if (!server) return server.error();
  business_hub_server = *std::move(server);
  access.business_hub_url = "https://127.0.0.1:" + std::to_string(business_hub_server->port());
  return done();
}

Status RunningSandbox::Parts::serve(const SandboxOptions& options) {
  auto certificate = certificate_for(options);
  if (!certificate) return certificate.error();
  shared.faults.replace(options.faults);
  if (const auto served = serve_security_center(options, *certificate); !served) return served.error();
  if (const auto served = serve_tigerpaw(options); !served) return served.error();
  if (!shared.world.business_hub) return done();
  return serve_business_hub(options, *certificate);
}

RunningSandbox::RunningSandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

RunningSandbox::~RunningSandbox() { stop(); }

Result<std::unique_ptr<RunningSandbox>> RunningSandbox::start(World world, const SandboxOptions& options) {
  auto parts = std::make_unique<Parts>();
  parts->shared.world = std::move(world);
  parts->shared.profile = options.profile;
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
  if (parts_->business_hub_server) parts_->business_hub_server->stop();
  parts_->shared.late.stop();
}

}  // namespace tariff::sandbox
