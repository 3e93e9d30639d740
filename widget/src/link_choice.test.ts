import assert from "node:assert/strict";
import { test } from "node:test";
import { newLinkChoice, STREAM_MS } from "./link_choice";

const silent = { heard: false };
const heard = { heard: true };

test("two sockets that close unheard bring the stream, and its time ends with one try of a socket", () => {
  const choice = newLinkChoice();
  assert.equal(choice.next(0), "socket");
  choice.ended("socket", silent, true, 10);
  assert.equal(choice.next(10), "socket");
  choice.ended("socket", silent, true, 20);
  assert.equal(choice.next(20), "stream");
  choice.ended("stream", heard, true, 30);
  assert.equal(choice.next(30), "stream");
  choice.ended("stream", heard, true, 20 + STREAM_MS);
  assert.equal(choice.next(20 + STREAM_MS), "socket");
  choice.ended("socket", silent, true, 30 + STREAM_MS);
  assert.equal(choice.next(30 + STREAM_MS), "stream");
});

test("a socket that was heard clears the suspicion", () => {
  const choice = newLinkChoice();
  choice.ended("socket", silent, true, 0);
  choice.ended("socket", heard, true, 0);
  choice.ended("socket", silent, true, 0);
  assert.equal(choice.next(0), "socket");
});

test("without any network nothing is learnt about sockets", () => {
  const choice = newLinkChoice();
  for (let i = 0; i < 5; i++) choice.ended("socket", silent, false, 0);
  assert.equal(choice.next(0), "socket");
});

test("when the stream is silent too, the hub is away and sockets are tried again", () => {
  const choice = newLinkChoice();
  choice.ended("socket", silent, true, 0);
  choice.ended("socket", silent, true, 0);
  choice.ended("stream", silent, true, 0);
  assert.equal(choice.next(0), "socket");
});
