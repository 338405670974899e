import type { JudgedTexts } from "./calibrate-space.ts";

/** Questions that differ only in their typing, and one of the same form that asks for something else. */
export const judgedQuestions: readonly JudgedTexts[] = [
  {
    same: [
      "How do I read a file line by line in Python?",
      "How do I read a file line by line in Python",
      "How do I read a file line by line in python 3?",
    ],
    different: ["How do I write a file line by line in Python?"],
  },
  {
    same: [
      "Write a function that returns the longest word of a sentence.",
      "Write a function which returns the longest word of a sentence.",
      "Write a function that returns the longest word in a sentence.",
    ],
    different: ["Write a function that returns the shortest word of a sentence."],
  },
  {
    same: [
      "Which git command lists the branches that are merged into main already?",
      "Which git command lists the branches that are already merged into main?",
      "What git command lists the branches that are merged into main already?",
    ],
    different: ["Which git command deletes the branches that are merged into main already?"],
  },
  {
    same: [
      "Implement a queue with two stacks in Java.",
      "Implement a queue using two stacks in Java.",
      "Implement a queue with two stacks, in Java!",
    ],
    different: ["Implement a stack with two queues in Java."],
  },
  {
    same: [
      "How can I sort a list of dictionaries by the value of a key, in descending order?",
      "How can I sort a list of dictionaries by a key's value, in descending order?",
      "How can I sort a list of dictionaries by the value of one key in descending order?",
    ],
    different: ["How can I filter a list of dictionaries by the value of a key, without a copy?"],
  },
  {
    same: [
      "Given an array of integers, find the two numbers that add up to a target.",
      "Given an array of integers, find the 2 numbers that add up to a target.",
      "Given an array of integers, find two numbers that add up to the target.",
    ],
    different: ["Given an array of integers, find the three numbers whose product is a maximum."],
  },
  {
    same: [
      "Why does my React component render twice in development?",
      "Why does my React component render twice in development mode?",
      "Why does my react component render twice in development??",
    ],
    different: ["Why does my React component not render again when its state changes?"],
  },
  {
    same: [
      "What is the time complexity of inserting into a balanced binary search tree with n nodes?",
      "What is the time complexity of insertion into a balanced binary search tree with n nodes?",
      "What's the time complexity of inserting into a balanced binary search tree with n nodes?",
    ],
    different: ["What is the time complexity of inserting into a binary heap with n nodes?"],
  },
  {
    same: [
      "Convert a Unix timestamp in milliseconds to an ISO 8601 string in TypeScript.",
      "Convert a Unix timestamp in milliseconds to an ISO-8601 string in TypeScript.",
      "Convert Unix timestamps in milliseconds to an ISO 8601 string in TypeScript.",
    ],
    different: ["Convert an ISO 8601 string to a Unix timestamp in seconds in TypeScript."],
  },
  {
    same: [
      "Select all customers who have not placed an order in the last 30 days.",
      "Select all customers who haven't placed an order in the last 30 days.",
      "Select all customers who have not placed any order in the last 30 days.",
    ],
    different: ["Select all products which have been ordered by more than 30 customers."],
  },
  {
    same: [
      "How do I make an HTTP request with a timeout of five seconds in Go?",
      "How do I make a HTTP request with a timeout of five seconds in Go?",
      "How do I make an HTTP request with a timeout of 5 seconds in Go?",
    ],
    different: ["How do I make an HTTP server shut down after five seconds in Go?"],
  },
  {
    same: [
      "Explain the difference between a process and a thread with an example in C.",
      "Explain the difference between a process and a thread, with an example in C.",
      "Explain the differences between a process and a thread with an example in C.",
    ],
    different: ["Explain the difference between a mutex and a semaphore with an example in C."],
  },
  {
    same: [
      "Write a regular expression that matches a date in the form DD.MM.YYYY.",
      "Write a regular expression which matches a date in the form DD.MM.YYYY.",
      "Write a regular expression that matches dates in the form DD.MM.YYYY.",
    ],
    different: ["Write a regular expression that matches a time in the form HH:MM."],
  },
  {
    same: [
      "Mock the current date in a Jest test without changing the code under test.",
      "Mock the current date in a jest test without changing the code under test",
      "Mock the current date in Jest tests without changing the code under test.",
    ],
    different: ["Mock a module in a Jest test without changing its other exports."],
  },
];
