# Squeezr as a service: the binary, the C library that it needs, and nothing else; no shell, no root.
#
#   docker build -t squeezr .
#   docker run --rm -p 127.0.0.1:8080:8080 -v squeezr:/state squeezr
#
# Other containers call it by its name in their network; that name has to be among SQUEEZR_ALLOWED_HOSTS.

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
# Ends with a smoke test of what was built.
RUN npx -y deno@2.9.6 task build && mkdir -m 700 /state

FROM gcr.io/distroless/base-nossl-debian12:nonroot
COPY --from=build /src/dist/squeezr /squeezr
COPY --from=build --chown=65532:65532 /state /state
USER 65532:65532
ENV SQUEEZR_HOME=/state SQUEEZR_HOST=0.0.0.0 SQUEEZR_PORT=8080
VOLUME /state
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/squeezr", "status"]
ENTRYPOINT ["/squeezr"]
CMD ["start", "--foreground"]
